package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;

/** What the forge's pages show of social sign-in, as plain data for the templates. */
interface SocialSignIn {

  /** The buttons below the sign-in form. May set a cookie. */
  List<Button> signInButtons(HttpServletRequest request, HttpServletResponse response);

  /** The rows on the settings page of the user who is signed in. May set a cookie. */
  Settings settings(HttpServletRequest request, HttpServletResponse response, ForgeUser user);

  /** The origins of the providers to which the buttons lead. */
  Set<String> formTargets();

  /**
   * A form of one button.
   *
   * @param iconHref empty text if there is no icon
   */
  record Button(String label, String iconHref, String action, List<Field> fields) {}

  /** A hidden field. */
  record Field(String name, String value) {}

  /**
   * What a user has connected and can connect.
   *
   * @param links one row per connected identity, its button disconnects it
   * @param connectable one button per provider
   */
  record Settings(List<LinkRow> links, List<Button> connectable) {}

  /**
   * A connected identity.
   *
   * @param identity how the provider calls the person, as far as it is known
   * @param since the day it was connected, readable
   */
  record LinkRow(
      String provider, String iconHref, String identity, String since, Button disconnect) {}
}
