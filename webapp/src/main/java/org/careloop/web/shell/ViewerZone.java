package org.careloop.web.shell;

import com.vaadin.flow.component.UI;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The time zone of the person who looks at a page: days and times are shown in it, not in the zone of the server. */
public final class ViewerZone {
    private ViewerZone() {}

    /** That of the browser behind the current page; the server's where no page is being served. */
    public static ZoneId now() {
        return of(UI.getCurrent());
    }

    private static ZoneId of(@Nullable UI ui) {
        String id = ui == null ? null : ui.getPage().getExtendedClientDetails().getTimeZoneId();
        return id == null || !ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.systemDefault() : ZoneId.of(id);
    }
}
