/**
 * The settings of every trainer and of every command that computes with a model: small groups of record components, each
 * with its default, unit, bounds and sentence beside its name. The command line, its help and errors, the web form and
 * {@code docs/settings.md} all read them here. Read {@link org.careloop.run.settings.PpoSettings} first.
 */
@NullMarked
package org.careloop.run.settings;

import org.jspecify.annotations.NullMarked;
