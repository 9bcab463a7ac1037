package org.careloop.web.shell;

import java.util.List;
import java.util.Optional;

/**
 * What the person looks at, such as a study, where it has pages of its own. The navigation shows them as a section, in place
 * of the general entries of {@link MainLayout#IN_VIEW}.
 */
public interface PagesInView {
    /** Empty while nothing is in view, or nothing that the person may see. */
    Optional<Section> section();

    /** Pages under the name of what they belong to. */
    record Section(String name, List<Entry> entries) {}

    /**
     * A page in the navigation.
     *
     * @param address without a leading slash
     * @param aliases other addresses that lead to it
     * @param titleKey of the page's name among the translations
     * @param withPagesBelow whether a page whose address begins with this one is part of it
     */
    record Entry(String address, List<String> aliases, String titleKey, boolean withPagesBelow) {}
}
