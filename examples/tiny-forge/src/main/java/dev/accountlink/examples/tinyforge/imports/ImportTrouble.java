package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.imports.ImportProblem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Why an import has not come to its end, in words for the user whose import it is. */
public enum ImportTrouble {
  /** Too many calls; the import goes on by itself. */
  RATE_LIMITED("%s has had too many calls. The import goes on by itself."),
  /** There is no permission. */
  NO_GRANT("You have not given a permission to import from %s. Give it, then try again."),
  /** The grant is dead. */
  TOKEN_REFUSED("%s does not take your permission any more. Give it once more, then try again."),
  /** Something was not granted, or the person may not do it. */
  NOT_PERMITTED(
      "Your permission does not cover this, or you may not do it at %s. Change the permission, or"
          + " ask whoever administers the repository."),
  /** An organisation keeps this forge out until the person has authorised it there. */
  SIGN_ON_DEMANDED(
      "An organisation at %s lets this forge in only after you have authorised it there. Do that,"
          + " then try again."),
  /** The kind of provider has nothing of the sort. */
  UNSUPPORTED("%s does not offer this. Take the other way."),
  /** The provider is out of order. */
  PROVIDER_FAILED("%s did not answer as it should. Try again later."),
  /** Not there, or not for this user. */
  NOT_FOUND("%s does not show you this repository any more. It was removed, or you were."),
  /** Nothing to clone over HTTPS, or at an address that is not the provider's. */
  NO_HTTPS_ADDRESS("%s names no address of its own for HTTPS. Try SSH."),
  /** Nothing to clone over SSH. */
  NO_SSH_ADDRESS("%s names no address for SSH. Try HTTPS."),
  /** Nobody has said by which key the server is known. */
  HOST_NOT_KNOWN(
      "The SSH server of %s is not known here, so nothing was sent to it. Try HTTPS, or ask whoever"
          + " runs this forge to list its key."),
  /** The server showed another key. */
  OTHER_HOST_KEY(
      "The SSH server of %s is not the one that is known here, so nothing was sent to it. Tell"
          + " whoever runs this forge."),
  /** The provider has the key for something else. */
  KEY_IN_USE("%s did not take the key that was made for this import. Try again."),
  /** Mercurial and others. */
  NOT_GIT("This is no Git repository at %s, and only those can be imported."),
  /** The user has another repository of this name. */
  NAME_TAKEN("You already have a repository with this name. Choose another for the one of %s."),
  /** It is no name for a repository. */
  NAME_WRONG("What it is called at %s is no name here. Choose another."),
  /** More than this forge takes. */
  TOO_LARGE("The repository at %s is larger than this forge takes."),
  /** More time than this forge gives. */
  TOO_LONG("It took too long to fetch it from %s. Try again later."),
  /** It is sent elsewhere, where the token must not go. */
  REDIRECTED("%s sent the import to another address, and it did not go there."),
  /** Git was told no. */
  GIT_REFUSED("Git was not let in at %s, though the repository is listed. Try again later."),
  /** The line broke. */
  BROKEN_OFF("The transfer from %s broke off. Nothing was kept; try again."),
  /** The administrator took the provider away, or its imports, or this user's right to them. */
  SWITCHED_OFF("Imports from %s are switched off for you."),
  /** A fault of the forge. */
  INTERNAL("Something went wrong here, not at %s. Whoever runs this forge finds it in the log.");

  private final String sentence;

  ImportTrouble(String sentence) {
    this.sentence = sentence;
  }

  /** What to tell the user. */
  public String sentence(String provider) {
    return String.format(sentence, provider);
  }

  /** Whether the user has to give the permission once more, or a wider one. */
  public boolean isAboutPermission() {
    return this == NO_GRANT || this == TOKEN_REFUSED || this == NOT_PERMITTED;
  }

  /** The way that may lead there where the one taken did not. */
  public Optional<CloneWay> other(CloneWay taken) {
    return switch (this) {
      case NO_HTTPS_ADDRESS -> Optional.of(CloneWay.SSH);
      case UNSUPPORTED, NOT_PERMITTED, NO_SSH_ADDRESS, HOST_NOT_KNOWN, OTHER_HOST_KEY, KEY_IN_USE ->
          Optional.of(CloneWay.HTTPS).filter(way -> way != taken);
      default -> Optional.empty();
    };
  }

  /** Whether it takes another name. */
  public boolean isAboutName() {
    return this == NAME_TAKEN || this == NAME_WRONG;
  }

  /** The trouble that a question to the provider ran into. */
  public static ImportTrouble of(ImportProblem problem) {
    if (problem instanceof ImportProblem.RateLimited || problem instanceof ImportProblem.Busy) {
      return RATE_LIMITED;
    }
    if (problem instanceof ImportProblem.NoGrant) {
      return NO_GRANT;
    }
    if (problem instanceof ImportProblem.TokenRefused) {
      return TOKEN_REFUSED;
    }
    if (problem instanceof ImportProblem.Refused) {
      return SWITCHED_OFF;
    }
    if (problem instanceof ImportProblem.NotPermitted) {
      return NOT_PERMITTED;
    }
    if (problem instanceof ImportProblem.SignOnDemanded) {
      return SIGN_ON_DEMANDED;
    }
    return problem instanceof ImportProblem.Unsupported ? UNSUPPORTED : PROVIDER_FAILED;
  }

  /** The provider's page on which the person does something about it, if it named one. */
  public static Optional<String> page(ImportProblem problem) {
    return problem instanceof ImportProblem.SignOnDemanded demanded
        ? demanded.page().map(URI::toString)
        : Optional.empty();
  }

  /** How long to leave the provider alone after this problem; zero where that does not help. */
  public static Duration pause(ImportProblem problem) {
    if (problem instanceof ImportProblem.RateLimited limited) {
      return limited.pause();
    }
    return problem instanceof ImportProblem.Busy busy ? busy.pause() : Duration.ZERO;
  }
}
