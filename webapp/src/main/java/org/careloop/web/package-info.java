/** The web application: people, studies, annotation, training runs. */
@NullMarked
package org.careloop.web;

import org.jspecify.annotations.NullMarked;
