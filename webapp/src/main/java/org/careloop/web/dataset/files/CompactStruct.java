package org.careloop.web.dataset.files;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A structure in Thrift's compact protocol, in which Parquet describes itself, walked without keeping anything but whole
 * numbers. A count of elements or bytes that goes beyond the bytes that are there is found before anybody makes room for it.
 */
final class CompactStruct {
    private static final int DEEPEST = 32;
    private static final int LIST_OF_MANY = 15;

    private final ByteBuffer in;
    private final Map<String, Long> numbers = new HashMap<>();

    private CompactStruct(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Walks a structure; the buffer stands behind it afterwards.
     *
     * @return the whole numbers outside of lists, by the numbers of their fields, such as {@code 5.1}
     * @throws IllegalArgumentException when it is broken
     */
    static Map<String, Long> walk(ByteBuffer in) {
        CompactStruct struct = new CompactStruct(in);
        try {
            struct.fields("", 0);
        } catch (BufferUnderflowException e) {
            throw broken();
        }
        return struct.numbers;
    }

    private void fields(String path, int depth) {
        long field = 0;
        for (int head = in.get() & 0xFF; head != 0; head = in.get() & 0xFF) {
            field = head >> 4 == 0 ? signed() : field + (head >> 4);
            int type = head & 0xF;
            // A truth value of a structure is its type.
            if (type > 2) {
                value(type, path.isEmpty() ? Long.toString(field) : path + "." + field, depth);
            }
        }
    }

    private void value(int type, String path, int depth) {
        if (depth > DEEPEST) {
            throw broken();
        }
        switch (type) {
            case 1, 2, 3 -> in.get();
            case 4, 5, 6 -> numbers.put(path, signed());
            case 7 -> skip(Double.BYTES);
            case 8 -> skip(count());
            case 9, 10 -> {
                int head = in.get() & 0xFF;
                long size = head >> 4 == LIST_OF_MANY ? count() : head >> 4;
                elements(size, depth, head & 0xF);
            }
            case 11 -> {
                long size = count();
                int types = size == 0 ? 0 : in.get() & 0xFF;
                elements(size, depth, types >> 4, types & 0xF);
            }
            case 12 -> fields(path, depth + 1);
            default -> throw broken();
        }
    }

    private void elements(long size, int depth, int... types) {
        requireLeft(size);
        for (long i = 0; i < size; i++) {
            for (int type : types) {
                value(type, "", depth + 1);
            }
        }
    }

    private long count() {
        long count = unsigned();
        requireLeft(count);
        return count;
    }

    private void skip(long bytes) {
        requireLeft(bytes);
        in.position(in.position() + (int) bytes);
    }

    private void requireLeft(long least) {
        if (least < 0 || least > in.remaining()) {
            throw broken();
        }
    }

    private long signed() {
        long number = unsigned();
        return (number >>> 1) ^ -(number & 1);
    }

    private long unsigned() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.get();
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw broken();
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException();
    }
}
