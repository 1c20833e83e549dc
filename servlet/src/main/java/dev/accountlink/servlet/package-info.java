/**
 * The filter that puts Accountlink into a servlet container. It translates and holds no rule.
 *
 * <p>{@link dev.accountlink.servlet.AccountLinkFilter} answers the library's own addresses; {@link
 * dev.accountlink.servlet.HttpSessions} is for a host that keeps its user in the HttpSession;
 * {@link dev.accountlink.servlet.SocialButtons} gives buttons to a host's own templates. Nothing
 * here is newer than Servlet 3.1, so that the same source serves javax and jakarta containers.
 */
@NullMarked
package dev.accountlink.servlet;

import org.jspecify.annotations.NullMarked;
