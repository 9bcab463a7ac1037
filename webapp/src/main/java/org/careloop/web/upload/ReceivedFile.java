package org.careloop.web.upload;

import java.nio.file.Path;

/**
 * A file that a person brought.
 *
 * @param name what the person calls it; messages name it so
 * @param path where its bytes are for now
 */
public record ReceivedFile(String name, Path path) {}
