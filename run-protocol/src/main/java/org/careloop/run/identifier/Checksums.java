package org.careloop.run.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Digits by which a number shows that it is one. */
final class Checksums {
    /** GB 11643-1999: weights and check characters of a citizen's number in China. */
    private static final int[] CHINA_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHINA_CHECK = "10X98765432";
    /** GB/T 2260: the first two digits, a province. */
    private static final String CHINA_PROVINCES =
            " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
                    + " 83 ";

    private Checksums() {}

    /** A citizen's number in China: 17 digits and a check character, province and day of birth within. */
    static boolean isChinaId(String number) {
        if (number.length() != 18 || !CHINA_PROVINCES.contains(" " + number.substring(0, 2) + " ")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < CHINA_WEIGHTS.length; i++) {
            sum += CHINA_WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return CHINA_CHECK.charAt(sum % 11) == Character.toUpperCase(number.charAt(17)) && isDay(number, 6);
    }

    private static boolean isDay(String digits, int at) {
        try {
            int year = Integer.parseInt(digits, at, at + 4, 10);
            LocalDate.of(
                    year, Integer.parseInt(digits, at + 4, at + 6, 10), Integer.parseInt(digits, at + 6, at + 8, 10));
            return year >= 1880 && year <= 2100;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A number of the National Health Service: ten digits, the last one modulo 11. */
    static boolean isNhs(String digits) {
        if (digits.length() != 10) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += (10 - i) * (digits.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11;
        return check != 10 && check == digits.charAt(9) - '0';
    }

    /** A number of the US Social Security Administration that may have been given out. */
    static boolean isSsn(String digits) {
        return digits.length() == 9
                && !digits.startsWith("000")
                && !digits.startsWith("666")
                && digits.charAt(0) != '9'
                && !digits.startsWith("00", 3)
                && !digits.endsWith("0000");
    }

    /** ISO/IEC 7812-1, annex B: the number of a card. */
    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int twice = digit > 4 ? 2 * digit - 9 : 2 * digit;
            sum += i % 2 == 0 ? digit : twice;
        }
        return sum % 10 == 0;
    }
}
