package org.careloop.web.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;

/** Polls at an interval while a page shows something that is still in progress. */
public final class Polling implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The attribute of a request that a page sends by itself, without anybody at it. */
    public static final String BY_ITSELF = Polling.class.getName();

    private static final int NEVER = -1;
    private static final int SOON_MILLIS = 100;

    private final Component page;
    private final int millis;
    private boolean inProgress;
    private boolean soon;

    /** @param refresh run at each poll, with the lock of the page's session */
    public Polling(Component page, int millis, Command refresh) {
        this.page = page;
        this.millis = millis;
        page.addAttachListener(attached -> {
            UI ui = attached.getUI();
            Registration polls = ui.addPollListener(poll -> {
                VaadinRequest.getCurrent().setAttribute(BY_ITSELF, true);
                refresh.execute();
            });
            apply(ui);
            page.addDetachListener(detached -> {
                detached.unregisterListener();
                polls.remove();
                ui.setPollInterval(NEVER);
            });
        });
    }

    /** Starts polling if something is in progress, else stops it. */
    public void set(boolean inProgress) {
        this.inProgress = inProgress;
        soon = false;
        page.getUI().ifPresent(this::apply);
    }

    /** Has the page polled soon, because more is there than one look takes, until it is set again. */
    public void soon() {
        soon = true;
        page.getUI().ifPresent(this::apply);
    }

    private void apply(UI ui) {
        ui.setPollInterval(soon ? SOON_MILLIS : inProgress ? millis : NEVER);
    }
}
