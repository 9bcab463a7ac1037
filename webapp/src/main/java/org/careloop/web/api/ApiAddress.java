package org.careloop.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether a request is for the programming interface. It is decided by the path as the container decoded and
 * normalised it, because the raw address has many spellings of which a comparison would know one.
 */
final class ApiAddress {
    static final String ROOT = "/api/v1";
    private static final String BELOW = "/api/";
    /** The OpenAPI description, which its page reads with the session of the signed-in person. */
    private static final String DESCRIPTION = ROOT + "/openapi.json";

    private ApiAddress() {}

    static boolean isApi(HttpServletRequest request) {
        String path = path(request);
        return path.toLowerCase(Locale.ROOT).startsWith(BELOW)
                && !path.equals(DESCRIPTION)
                && !path.startsWith(DESCRIPTION + "/");
    }

    /** Decoded, without path parameters and dot segments. */
    static String path(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }
}
