package org.careloop.web.checkpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers a request for a file or for a part of it, by RFC 9110: {@code Range} with one range, {@code If-Range},
 * {@code If-Match} and {@code If-None-Match}. The entity tag is the file's SHA-256. Of a file of any size a buffer's worth
 * is in memory. Several ranges at once are answered with the whole file, as section 14.2 allows.
 */
public final class FileAnswer {
    private static final int BUFFER = 64 << 10;

    private final CheckpointFile file;
    private final HttpServletRequest request;
    private final String tag;

    private FileAnswer(CheckpointFile file, HttpServletRequest request) {
        this.file = file;
        this.request = request;
        this.tag = "\"" + file.sha256().orElseThrow() + "\"";
    }

    /** Sends what was asked for; of {@code HEAD} only the headers. */
    public static void send(CheckpointFile file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        new FileAnswer(file, request).send(response);
    }

    /** The first byte that a request asks for; 0 where it asks for all, or for something that a file may lack. */
    public static long from(HttpServletRequest request) {
        return range(request)
                .filter(asked -> !asked.toString().startsWith("-"))
                .map(asked -> asked.getRangeStart(Long.MAX_VALUE))
                .orElse(0L);
    }

    private void send(HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-transform");
        if (isGiven(HttpHeaders.IF_MATCH) && !names(HttpHeaders.IF_MATCH)) {
            response.setStatus(HttpStatus.PRECONDITION_FAILED.value());
            return;
        }
        if (names(HttpHeaders.IF_NONE_MATCH)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        Optional<HttpRange> asked = isWholeWanted() ? Optional.empty() : range(request);
        long start = asked.map(range -> range.getRangeStart(file.bytes())).orElse(0L);
        if (asked.isPresent() && start >= file.bytes()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.bytes());
            response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            return;
        }
        long end = asked.map(range -> range.getRangeEnd(file.bytes())).orElse(file.bytes() - 1);
        if (asked.isPresent()) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes %d-%d/%d".formatted(start, end, file.bytes()));
        }
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(file.lastName(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setContentLengthLong(end - start + 1);
        if (!isHead()) {
            copy(start, end - start + 1, response.getOutputStream());
        }
    }

    private void copy(long start, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = file.content().open()) {
            in.skipNBytes(start);
            long left = length;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(file.name() + " became shorter while it was sent");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** A range is only asked of {@code GET}, and of the very file that {@code If-Range} names. */
    private boolean isWholeWanted() {
        String of = request.getHeader(HttpHeaders.IF_RANGE);
        return isHead() || of != null && !of.strip().equals(tag);
    }

    private boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    private boolean isGiven(String header) {
        return request.getHeader(header) != null;
    }

    private boolean names(String header) {
        String given = request.getHeader(header);
        return given != null
                && (given.strip().equals("*")
                        || List.of(given.split("\\s*,\\s*")).contains(tag));
    }

    /** What cannot be read as one range is as if it were not there. */
    private static Optional<HttpRange> range(HttpServletRequest request) {
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(request.getHeader(HttpHeaders.RANGE));
            return ranges.size() == 1 ? Optional.of(ranges.getFirst()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
