/**
 * The flow itself: {@link dev.accountlink.engine.LinkingEndpoints} and one file per verb. Every
 * HTTP rule is here, and no rule of linking.
 */
@NullMarked
package dev.accountlink.engine;

import org.jspecify.annotations.NullMarked;
