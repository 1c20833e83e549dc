package dev.accountlink.servlet;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.page.PageAssets;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalButtons;
import dev.accountlink.web.SignInButtons;
import dev.accountlink.web.UserLinks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Buttons and links as data, for pages the host renders itself. Ask before the answer is committed:
 * a cookie may have to go with it. Such a page must not be cached for others.
 *
 * <p>Whatever is shown must be escaped. A form of a button is sent by POST with its hidden fields;
 * a Content-Security-Policy of the host must let it go to the provider ({@code form-action}), or
 * the host links to {@link #signInPage} instead. It must not be sent with {@code Referrer-Policy:
 * no-referrer}: Chrome then says {@code Origin: null} of its forms, which is refused. Thread-safe.
 */
public final class SocialButtons {
  private final Supplier<AccountLinking> linking;
  private final PageAssets assets = new PageAssets();

  /** For whatever configuration is current. */
  public SocialButtons(Supplier<AccountLinking> linking) {
    this.linking = linking;
  }

  /** The buttons to sign in with. */
  public List<Page.Button> signIn(
      HttpServletRequest request, HttpServletResponse response, ReturnTo returnTo) {
    return buttons(request, response, returnTo).buttons();
  }

  /** The buttons to sign up with, where people register only when they say so; else none. */
  public List<Page.Button> signUp(
      HttpServletRequest request, HttpServletResponse response, ReturnTo returnTo) {
    return buttons(request, response, returnTo).signUp();
  }

  private SignInButtons buttons(
      HttpServletRequest request, HttpServletResponse response, ReturnTo returnTo) {
    SignInButtons found =
        linking.get().signInButtons(new ServletWebRequest(request, response), returnTo);
    IssuedCookie.issue(found.setCookie(), request, response);
    return found;
  }

  /**
   * The buttons with which an administrator tries providers; none for who may not administer.
   *
   * @param returnTo where the page that shows what was seen leads back to
   */
  public List<Page.Button> rehearsals(
      HttpServletRequest request, HttpServletResponse response, ReturnTo returnTo) {
    RehearsalButtons found =
        linking.get().rehearsalButtons(new ServletWebRequest(request, response), returnTo);
    IssuedCookie.issue(found.setCookie(), request, response);
    return found.buttons();
  }

  /** The links of the user who is signed in; empty when nobody is. */
  public Optional<Page.Links> links(HttpServletRequest request, HttpServletResponse response) {
    Optional<UserLinks> found = linking.get().linksOf(new ServletWebRequest(request, response));
    IssuedCookie.issue(found.flatMap(UserLinks::setCookie), request, response);
    return found.map(UserLinks::page);
  }

  /** The path on the origin of the built-in page with the buttons: a plain link to it will do. */
  public String signInPage() {
    return linking.get().rootPath() + "/sign-in";
  }

  /** The path on the origin of a provider's icon. */
  public String icon(Page.ProviderView provider) {
    return linking.get().rootPath() + "/assets/" + assets.icon(provider.kind());
  }
}
