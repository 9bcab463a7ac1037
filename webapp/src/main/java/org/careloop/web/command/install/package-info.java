/** What a machine or a cluster needs to run CareLoop for others: units of systemd, objects of Kubernetes, a file of settings. */
@NullMarked
package org.careloop.web.command.install;

import org.jspecify.annotations.NullMarked;
