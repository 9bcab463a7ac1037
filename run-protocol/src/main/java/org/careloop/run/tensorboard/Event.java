package org.careloop.run.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The messages of an event file in the encoding of Protocol Buffers, as far as scalars need them: {@code Event} of TensorFlow's
 * {@code event.proto} and {@code Summary} of its {@code summary.proto}. The numbers of the fields are those of these files.
 */
final class Event {
    /** What the first record of every file says. */
    private static final String VERSION = "brain.Event:2";

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;

    private static final int STATUS = 1;
    private static final int START = 1;

    // How the bytes of a field are to be read
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_GIVEN = 2;
    private static final int FIXED_32 = 5;

    private Event() {}

    /** @param seconds since 1970 */
    static byte[] version(double seconds) {
        Message event = new Message();
        event.number(WALL_TIME, seconds);
        event.bytes(FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8));
        return event.written();
    }

    /** A process begins: what was read of this and of later steps is void. */
    static byte[] start(double seconds, long step) {
        Message session = new Message();
        session.whole(STATUS, START);
        Message event = at(seconds, step);
        event.bytes(SESSION_LOG, session.written());
        return event.written();
    }

    /** The figures of a step; each becomes a 32-bit number, which is all that this field of a summary holds. */
    static byte[] scalars(double seconds, long step, Map<String, Double> values) {
        Message summary = new Message();
        values.forEach((name, value) -> {
            Message scalar = new Message();
            scalar.bytes(TAG, name.getBytes(StandardCharsets.UTF_8));
            scalar.number(SIMPLE_VALUE, value.floatValue());
            summary.bytes(VALUE, scalar.written());
        });
        Message event = at(seconds, step);
        event.bytes(SUMMARY, summary.written());
        return event.written();
    }

    private static Message at(double seconds, long step) {
        Message event = new Message();
        event.number(WALL_TIME, seconds);
        event.whole(STEP, step);
        return event;
    }

    /**
     * Which step an event belongs to.
     *
     * @return -1 for an event that has no figures
     * @throws java.nio.BufferUnderflowException where the bytes are no message
     */
    static long stepOf(byte[] event) {
        ByteBuffer in = ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN);
        long step = 0;
        boolean figures = false;
        while (in.hasRemaining()) {
            long key = readWhole(in);
            long field = key >>> 3;
            switch ((int) (key & 7)) {
                case VARINT -> {
                    long value = readWhole(in);
                    step = field == STEP ? value : step;
                }
                case FIXED_64 -> in.getDouble();
                case FIXED_32 -> in.getFloat();
                default -> {
                    figures |= field == SUMMARY;
                    int length = Math.toIntExact(readWhole(in));
                    in.position(in.position() + length);
                }
            }
        }
        return figures ? step : -1;
    }

    private static long readWhole(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    /** A message that is being written. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void whole(int field, long value) {
            key(field, VARINT);
            varint(value);
        }

        void number(int field, double value) {
            key(field, FIXED_64);
            out.writeBytes(ByteBuffer.allocate(Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array());
        }

        void number(int field, float value) {
            key(field, FIXED_32);
            out.writeBytes(ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(value)
                    .array());
        }

        void bytes(int field, byte[] value) {
            key(field, LENGTH_GIVEN);
            varint(value.length);
            out.writeBytes(value);
        }

        private void key(int field, int kind) {
            varint((long) field << 3 | kind);
        }

        /** Seven bits a byte, the lowest first; the eighth says that more follow. */
        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) ((rest & 0x7F) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        byte[] written() {
            return out.toByteArray();
        }
    }
}
