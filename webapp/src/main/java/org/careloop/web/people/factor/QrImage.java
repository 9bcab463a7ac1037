package org.careloop.web.people.factor;

import com.vaadin.flow.component.Svg;
import io.nayuki.qrcodegen.QrCode;

/** A QR code, drawn on the server; no other service sees what it says. Dark on light also where the page is dark. */
final class QrImage extends Svg {
    private static final long serialVersionUID = 1L;
    /** Light modules around it, as the standard asks for (ISO/IEC 18004). */
    private static final int BORDER = 4;

    QrImage(String text, String label) {
        super(draw(QrCode.encodeText(text, QrCode.Ecc.MEDIUM)));
        addClassName("qr-code");
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", label);
    }

    static String draw(QrCode code) {
        StringBuilder modules = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    modules.append("M%d,%dh1v1h-1z".formatted(x + BORDER, y + BORDER));
                }
            }
        }
        int side = code.size + 2 * BORDER;
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
            <rect width="100%%" height="100%%" fill="#fff"/><path d="%s" fill="#000"/></svg>\
            """.formatted(side, side, modules);
    }
}
