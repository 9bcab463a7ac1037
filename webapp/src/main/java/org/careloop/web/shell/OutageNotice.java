package org.careloop.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.server.DefaultErrorHandler;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.careloop.web.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An act on an open page that the database does not answer leaves the page as it is, and says so on it. */
@SpringComponent
class OutageNotice implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(OutageNotice.class);
    private static final int SHOWN_MILLIS = 15_000;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(start -> start.getSession().setErrorHandler(new OfPages()));
    }

    private static final class OfPages extends DefaultErrorHandler {
        private static final long serialVersionUID = 1L;

        @Override
        public void error(ErrorEvent event) {
            UI ui = UI.getCurrent();
            if (ui == null || !Outage.isOne(event.getThrowable())) {
                super.error(event);
                return;
            }
            LOG.warn("an act on a page failed: the database does not answer");
            Notification notice =
                    Notification.show(ui.getTranslation("outage.act"), SHOWN_MILLIS, Notification.Position.TOP_CENTER);
            notice.setAssertive(true);
        }
    }
}
