package dev.accountlink.examples.tinyforge;

import com.samskivert.mustache.DefaultCollector;
import java.util.Iterator;
import java.util.Optional;

/** Lets a template ask whether an {@link Optional} has a value, as it asks of a list. */
final class OptionalsAsSections extends DefaultCollector {

  @Override
  public Iterator<?> toIterator(Object value) {
    return value instanceof Optional<?> optional
        ? optional.stream().iterator()
        : super.toIterator(value);
  }
}
