package org.careloop.web.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import com.vaadin.flow.spring.annotation.SpringComponent;
import org.jsoup.nodes.Element;

/** Gives every page its language and its colours before the first paint. */
@SpringComponent
class PageStart implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(PageStart::prepare);
        event.getSource().addUIInitListener(start -> language(start.getUI()));
    }

    private static void prepare(IndexHtmlResponse response) {
        // The page contains tokens of the session, so it must not be cached.
        response.getVaadinResponse().setHeader("Cache-Control", "no-store");
        Element html = response.getDocument().child(0);
        Language language = Language.chosen(response.getVaadinRequest())
                .orElseGet(() -> Language.of(response.getVaadinRequest().getLocale()));
        response.getDocument()
                .head()
                .appendElement("script")
                .attr("type", "module")
                .attr("src", "shell.js")
                .attr("data-online", I18NProvider.translate(language.locale(), "connection.online"))
                .attr("data-offline", I18NProvider.translate(language.locale(), "connection.offline"))
                .attr("data-reconnecting", I18NProvider.translate(language.locale(), "connection.reconnecting"));
        allowScripts(response);
        html.attr("lang", language.htmlTag());
        html.attr(
                "style",
                "color-scheme: "
                        + Appearance.chosen(response.getVaadinRequest()).colorScheme());
    }

    /** Replaces the policy of everything else, which allows no inline script. */
    private static void allowScripts(IndexHtmlResponse response) {
        String nonce = PagePolicy.newNonce();
        response.getDocument().getElementsByTag("script").attr("nonce", nonce);
        response.getVaadinResponse().setHeader("Content-Security-Policy", PagePolicy.withNonce(nonce));
    }

    private static void language(UI ui) {
        VaadinRequest request = VaadinRequest.getCurrent();
        if (request != null) {
            Language language = Language.chosen(request).orElseGet(() -> Language.of(request.getLocale()));
            ui.setLocale(language.locale());
        }
    }
}
