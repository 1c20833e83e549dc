package dev.accountlink.web;

import dev.accountlink.flow.Refusal;
import dev.accountlink.model.UserProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A page of a flow that waits for the person at the browser: its word, what is missing, or a proof.
 */
public sealed interface StepPage extends Page {
  /**
   * Asks for the user's word before a link is made, naming both sides.
   *
   * @param provider through which provider
   * @param identity what the identity is called there
   * @param username the user it will belong to
   * @param confirm what the Connect button posts
   * @param cancel where Cancel leads, a path on this origin
   */
  record Confirm(
      ProviderView provider, String identity, String username, Form confirm, String cancel)
      implements StepPage {
    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "Confirm[" + provider.id() + "]";
    }
  }

  /**
   * Asks a new user for what is missing or cannot be had: {@code POST {prefix}/steps}, fields
   * {@code username} and {@code email} beside the hidden ones.
   *
   * @param provider through which provider
   * @param identity what the identity is called there
   * @param username what stands in the field: a free suggestion, or what was typed
   * @param email what stands in the field; empty where no address is asked for
   * @param problems what is wrong with what was typed; none on the first visit
   * @param form what the Register button posts besides
   * @param cancel where Cancel leads, a path on this origin
   */
  record Details(
      ProviderView provider,
      String identity,
      String username,
      Optional<String> email,
      Set<UserProblem> problems,
      Form form,
      String cancel)
      implements StepPage {
    /** Copies the set. */
    public Details {
      problems = Set.copyOf(problems);
    }

    /** 422 when something is wrong with what was typed. */
    @Override
    public int status() {
      return problems.isEmpty() ? 200 : 422;
    }

    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "Details[" + provider.id() + "]";
    }
  }

  /**
   * Offers to sign in here in the normal way and to connect the identity then. Names nobody here.
   *
   * @param provider through which provider
   * @param identity what the identity is called there
   * @param signIn what the button posts that leads to the host's sign-in page
   * @param newHere what the button posts for somebody who has no user here and may become one
   * @param cancel where Cancel leads, a path on this origin
   */
  record SignInFirst(
      ProviderView provider, String identity, Form signIn, Optional<Form> newHere, String cancel)
      implements StepPage {
    /** Prints the provider only: names belong to people. */
    @Override
    public String toString() {
      return "SignInFirst[" + provider.id() + "]";
    }
  }

  /**
   * Asks the user to prove who is at the keyboard, in one of the ways that are present.
   *
   * @param username who is signed in
   * @param password what the password form posts besides the field {@code password}
   * @param providers buttons that lead to linked providers
   * @param hostPage what the button posts that leads to a page of the host
   * @param problem why the last try did not count: WrongPassword or TooManyTries
   * @param cancel where Cancel leads, a path on this origin
   */
  record Reauthenticate(
      String username,
      Optional<Form> password,
      List<Button> providers,
      Optional<Form> hostPage,
      Optional<Refusal> problem,
      String cancel)
      implements StepPage {
    /** Copies the list. */
    public Reauthenticate {
      providers = List.copyOf(providers);
    }

    @Override
    public int status() {
      return problem.map(Refusal::status).orElse(200);
    }

    /** Prints the problem only: names belong to people. */
    @Override
    public String toString() {
      return "Reauthenticate[" + problem + "]";
    }
  }

  /**
   * The user has proven who is at the keyboard; one button goes on with what was begun.
   *
   * @param provider the provider to connect or to disconnect; empty where none of the configured
   *     ones has the authority of what is to be disconnected
   * @param disconnect what the identity is called that is to be disconnected, if that was begun;
   *     else it is a connect
   * @param form what the button posts
   * @param cancel where Cancel leads, a path on this origin
   */
  record Proceed(
      Optional<ProviderView> provider, Optional<String> disconnect, Form form, String cancel)
      implements StepPage {
    /** Prints which it is: names belong to people. */
    @Override
    public String toString() {
      return disconnect.isEmpty() ? "Proceed[connect]" : "Proceed[disconnect]";
    }
  }
}
