package org.careloop.web.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.careloop.web.database.Outage;
import org.careloop.web.requests.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page for unexpected errors, and for a database that does not answer. The number on it is also in the log, beside the stack trace. */
@AnonymousAllowed
class InternalErrorPage extends ErrorPage implements HasErrorParameter<Exception> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(InternalErrorPage.class);

    InternalErrorPage() {
        super("error.internal.title");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        if (Outage.isOne(parameter.getCaughtException())) {
            say("outage.title", getTranslation("outage.act"));
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        String number = RequestId.current();
        // The rest of an address may be a secret: that of an invitation is.
        LOG.error("error {} at \"{}\"", number, event.getLocation().getFirstSegment(), parameter.getCaughtException());
        say(getTranslation("error.internal.text", number));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
