package org.careloop.web.people.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import org.careloop.web.people.InvitationService;
import org.careloop.web.shell.Figures;

/** Shows a new link, once, with a button that copies it. */
public class LinkDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    /** @param title what the link is for */
    public LinkDialog(String title, InvitationService.Link link) {
        setHeaderTitle(title);
        TextField address = new TextField(getTranslation("link.address"));
        address.setReadOnly(true);
        address.addClassName("link-address");
        // Only the browser knows the host name of the server as seen from outside.
        address.getElement()
                .executeJs("this.value = new URL($0, document.baseURI).href; this.inputElement.select()", link.path());
        Button copy = new Button(getTranslation("link.copy"));
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        // Browsers allow the clipboard only on pages served by HTTPS or from this machine; elsewhere the person copies
        // the selected text.
        copy.getElement().executeJs("""
            this.addEventListener('click', () => {
              $0.inputElement.select();
              (navigator.clipboard ? navigator.clipboard.writeText($0.value) : Promise.reject())
                .catch(() => document.execCommand('copy'))
                .then(() => { this.textContent = $1; });
            })\
            """, address.getElement(), getTranslation("link.copied"));
        Div body = new Div(new Paragraph(getTranslation("link.once", new Figures(this).moment(link.until()))), address);
        body.addClassName("form");
        add(body);
        setWidth("min(38rem, 96vw)");
        setCloseOnOutsideClick(false);
        getFooter().add(copy, new Button(getTranslation("close"), click -> close()));
    }
}
