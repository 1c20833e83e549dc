/**
 * Grants: tokens that users gave for a purpose, kept sealed, refreshed once, and taken back.
 *
 * <p>A grant is apart from the link: a sign-in never touches one, and a grant never signs in.
 */
@NullMarked
package dev.accountlink.grant;

import org.jspecify.annotations.NullMarked;
