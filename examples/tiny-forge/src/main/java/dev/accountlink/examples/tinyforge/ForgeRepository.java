package dev.accountlink.examples.tinyforge;

/**
 * A repository of the forge.
 *
 * @param id random; the name of its folder
 * @param owner the owner's user name
 * @param name what the owner calls it
 */
record ForgeRepository(String id, String ownerId, String owner, String name, String description) {}
