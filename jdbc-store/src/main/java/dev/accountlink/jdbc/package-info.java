/**
 * Links, grants and first uses in the host's relational database.
 *
 * <p>{@link dev.accountlink.jdbc.Schema} makes the tables, {@link
 * dev.accountlink.jdbc.JdbcLinkStore}, {@link dev.accountlink.jdbc.JdbcGrantStore} and {@link
 * dev.accountlink.jdbc.JdbcReplayGuard} use them. All take the host's data source; there is no pool
 * here.
 *
 * <p>The tables belong to this module: a host reads them if it likes, and changes them only through
 * the classes above. Keys are SHA-256 in 64 small hexadecimal letters, because a collation cannot
 * confuse those; texts stand beside them and are compared after reading. Times are milliseconds
 * since 1970 in UTC. The only secrets in them are sealed under a key that is not in the database,
 * but they say who is who at which provider: guard a dump as you guard your own table of users.
 *
 * <table>
 * <caption>Every column</caption>
 * <tr><th>table</th><th>column</th><th>what it holds</th></tr>
 * <tr><td>accountlink_link</td><td>identity_key</td><td>key of authority and subject; the primary
 *     key, so that an identity has one link at most</td></tr>
 * <tr><td></td><td>authority</td><td>who vouches: the issuer or the provider's address</td></tr>
 * <tr><td></td><td>subject</td><td>the provider's immutable key of the person</td></tr>
 * <tr><td></td><td>user_key</td><td>key of the user; indexed, not unique</td></tr>
 * <tr><td></td><td>user_id</td><td>the host's own key of the user, as the host gave it</td></tr>
 * <tr><td></td><td>label</td><td>what the identity is called at its provider, for people to read;
 *     cut to 255 characters; null where none was given</td></tr>
 * <tr><td></td><td>label_key</td><td>key of authority and label; indexed, not unique; only to
 *     notice a login that had another identity before; null without a label</td></tr>
 * <tr><td></td><td>linked_at</td><td>when the link was made; never changed; null where the host did
 *     not say</td></tr>
 * <tr><td></td><td>last_seen_at</td><td>when the identity last signed in; null until then</td></tr>
 * <tr><td>accountlink_user</td><td>user_key</td><td>key of a user; the row that is written first when the
 *     user's links change. It stays until all links of the user are
 *     removed at once, or the user gets another key</td></tr>
 * <tr><td></td><td>changes</td><td>how often that was; written so that a database notices who comes
 *     second</td></tr>
 * <tr><td>accountlink_used</td><td>use_key</td><td>key of what may be used once, such as a flow's
 *     state</td></tr>
 * <tr><td></td><td>expires_at</td><td>from when on the row may be forgotten; indexed</td></tr>
 * <tr><td>accountlink_grant</td><td>grant_id</td><td>the grant's name, each letter as two
 *     hexadecimal ones, because names differ by case; the primary key</td></tr>
 * <tr><td></td><td>grant_key</td><td>key of user, identity and purpose; unique</td></tr>
 * <tr><td></td><td>user_key</td><td>key of the user; indexed, not unique</td></tr>
 * <tr><td></td><td>user_id</td><td>the host's own key of the user, as the host gave it</td></tr>
 * <tr><td></td><td>authority</td><td>who vouches for the identity</td></tr>
 * <tr><td></td><td>subject</td><td>the provider's immutable key of the person</td></tr>
 * <tr><td></td><td>purpose</td><td>what for, such as {@code IMPORT}</td></tr>
 * <tr><td></td><td>version</td><td>1 at first, one more with each change</td></tr>
 * <tr><td></td><td>key_id</td><td>the vault key that sealed it</td></tr>
 * <tr><td></td><td>sealed</td><td>tokens, scopes and times, sealed for this row and version
 *     only</td></tr>
 * <tr><td></td><td>lease_holder</td><td>key of whoever refreshes at the moment; null
 *     otherwise</td></tr>
 * <tr><td></td><td>lease_until</td><td>until when, by the database's clock; null without a
 *     holder</td></tr>
 * <tr><td></td><td>in_doubt</td><td>whether a holder let the lease run out and nothing was stored
 *     since</td></tr>
 * <tr><td>accountlink_revocation</td><td>revocation_id</td><td>a name drawn at random, each letter
 *     as two hexadecimal ones</td></tr>
 * <tr><td></td><td>due_at</td><td>when to try next; indexed</td></tr>
 * <tr><td></td><td>tries</td><td>how often the provider was asked to take the tokens
 *     back</td></tr>
 * <tr><td></td><td>sealed</td><td>the tokens, sealed for this row only</td></tr>
 * <tr><td>accountlink_schema</td><td>version</td><td>one row for each script that ran</td></tr>
 * </table>
 */
@NullMarked
package dev.accountlink.jdbc;

import org.jspecify.annotations.NullMarked;
