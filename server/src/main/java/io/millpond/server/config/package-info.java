/**
 * The configuration file: a class a section, every key read and checked before anything is started.
 * A file is parsed to a tree of nodes that know their line ({@link
 * io.millpond.server.config.YamlNode}), the tree is read by the sections' own {@code read} methods
 * through {@link io.millpond.server.config.Section} and {@link io.millpond.server.config.Value},
 * and all that is wrong is told at once ({@link io.millpond.server.config.ConfigurationException}).
 */
@NullMarked
package io.millpond.server.config;

import org.jspecify.annotations.NullMarked;
