package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;

/** Lets a page look again, every so often, for as long as something that it shows goes on. */
public final class Polling implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NEVER = -1;

    private final Component page;
    private final int millis;
    private boolean goesOn;

    /** @param look run at each look, in the page's session */
    public Polling(Component page, int millis, Command look) {
        this.page = page;
        this.millis = millis;
        page.addAttachListener(attached -> {
            UI ui = attached.getUI();
            Registration polls = ui.addPollListener(poll -> look.execute());
            apply(ui);
            page.addDetachListener(detached -> {
                detached.unregisterListener();
                polls.remove();
                ui.setPollInterval(NEVER);
            });
        });
    }

    /** Whether something still goes on. */
    public void set(boolean now) {
        goesOn = now;
        page.getUI().ifPresent(this::apply);
    }

    private void apply(UI ui) {
        ui.setPollInterval(goesOn ? millis : NEVER);
    }
}
