package dev.accountlink.examples.tinyforge.browser;

import dev.accountlink.examples.tinyforge.Config;
import dev.accountlink.examples.tinyforge.TinyForge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running tiny-forge, and what people do there again and again. */
record Forge(TinyForge running) implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  static final String SETTINGS = "/settings/account";

  /** One on this port with what the environment names. */
  static Forge start(Path data, String port, Map<String, String> environment) throws IOException {
    List<String> arguments = List.of("--port", port, "--data", data.toString());
    return new Forge(TinyForge.start(Config.parse(arguments, environment)));
  }

  /** One with its demo providers, and with these words of the command line. */
  static Forge start(Path data, String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--port", "0", "--data", data.toString()));
    arguments.addAll(List.of(words));
    return new Forge(TinyForge.start(Config.parse(arguments, Map.of())));
  }

  String baseUrl() {
    return running.baseUrl().toString();
  }

  String address(String path) {
    return baseUrl() + path;
  }

  /** Registers with a password and stays signed in. */
  Tab register(Tab tab, String username) {
    return tab.go(address("/register"))
        .fill("User name", username)
        .fill("Password", PASSWORD)
        .press("Register");
  }

  Tab signIn(Tab tab, String username) {
    return tab.go(address("/sign-in"))
        .fill("User name", username)
        .fill("Password", PASSWORD)
        .press("Sign in");
  }

  /** The user name in the navigation; empty text if nobody is signed in. */
  String signedIn(Tab tab) {
    return String.join("", tab.page().locator("nav a[href^='/u/']").allInnerTexts());
  }

  @Override
  public void close() {
    running.close();
  }
}
