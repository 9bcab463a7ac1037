package org.careloop.lm.tensor;

/** libtorch refused an operation. The message is libtorch's own first sentence, without its native stack. */
public final class NativeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NativeException(String message) {
        super(message);
    }

    private NativeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The exception with the readable part of a native message. */
    static NativeException of(RuntimeException thrown) {
        if (thrown instanceof NativeException known) {
            return known;
        }
        if (thrown instanceof NullPointerException) {
            return new NativeException("a tensor was used after the scope that owned it was closed", thrown);
        }
        String message = String.valueOf(thrown.getMessage());
        return new NativeException(OutOfMemory.explained(message).orElseGet(() -> readable(message)), thrown);
    }

    static String readable(String message) {
        int trace = message.indexOf("\nException raised from");
        String text = trace < 0 ? message : message.substring(0, trace);
        return text.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
