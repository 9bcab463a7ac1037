package org.careloop.run.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.List;
import java.util.Set;

/**
 * Whether digits are the number of a telephone. With a word such as "phone" before them, libphonenumber says whether one of
 * the countries has numbers of that length; without, they must have a shape that hardly anything else has.
 */
final class PhoneShapes {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final List<String> COUNTRIES = List.of("US", "GB", "CN", "AU", "IN", "DE");
    private static final Set<String> AMERICAN = Set.of("3-3-4", "1-3-3-4");
    private static final Set<String> TOLL_FREE = Set.of("800", "833", "844", "855", "866", "877", "888", "400");
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;

    private PhoneShapes() {}

    /** Whether their shape shows that they are a number. */
    static boolean isOne(DigitGroups groups, boolean plus) {
        String digits = groups.digits();
        if (!hasLength(groups, digits)) {
            return false;
        }
        return plus
                ? digits.length() >= 8 && isPossible("+" + digits, "ZZ")
                : isChinese(groups, digits) || isAmerican(groups, digits) || isBritish(groups, digits);
    }

    /** Whether they can be a number of one of the countries, given that a word shortly before them says so. */
    static boolean isSaid(DigitGroups groups) {
        String digits = groups.digits();
        return hasLength(groups, digits)
                && groups.isWhole()
                && !isRest(groups)
                && !isQuantity(groups)
                && !(groups.size() > 1 && isTollFree(digits))
                && DateReader.end(groups.text(), groups.start()) != groups.end()
                && COUNTRIES.stream().anyMatch(country -> isPossible(digits, country));
    }

    /** Whether they are the end of a longer number, of which the first groups were passed. */
    private static boolean isRest(DigitGroups groups) {
        int start = groups.start();
        return start > 1
                && groups.text().charAt(start - 1) == '-'
                && Letters.isDigit(groups.text().charAt(start - 2));
    }

    private static boolean hasLength(DigitGroups groups, String digits) {
        return digits.length() >= FEWEST_DIGITS && digits.length() <= MOST_DIGITS && bracketsFit(groups);
    }

    /** Where a number begins, with a plus or a bracket before it. */
    static int start(DigitGroups groups, int plus) {
        int start = groups.start() - plus;
        return start > 0 && "(（".indexOf(groups.text().charAt(start - 1)) >= 0 && closes(groups) ? start - 1 : start;
    }

    /** Numbers that cost the caller nothing belong to firms and offices, not to people. */
    private static boolean isTollFree(String digits) {
        String area = digits.charAt(0) == '1' ? digits.substring(1, 4) : digits.substring(0, 3);
        return TOLL_FREE.contains(area);
    }

    private static boolean closes(DigitGroups groups) {
        int end = groups.groups().getFirst().end();
        return groups.size() > 1 && groups.text().charAt(end) == ')';
    }

    private static boolean bracketsFit(DigitGroups groups) {
        int brackets = 0;
        for (int i = 1; i < groups.size(); i++) {
            brackets += groups.text().charAt(groups.groups().get(i - 1).end()) == ')' ? i : 0;
        }
        return brackets == 0
                || brackets <= 2 && Letters.isAt(groups.text(), groups.start() - 1, "(（+")
                || brackets == 2;
    }

    private static boolean isPossible(String number, String country) {
        try {
            return NUMBERS.isPossibleNumber(NUMBERS.parse(number, country));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** A mobile number, or one with an area code that is set apart. */
    private static boolean isChinese(DigitGroups groups, String digits) {
        boolean mobile = digits.length() == 11
                && digits.charAt(0) == '1'
                && digits.charAt(1) >= '3'
                && Set.of("11", "3-4-4").contains(groups.shape());
        String area = digits.substring(0, groups.groups().getFirst().length());
        boolean areaCode = area.equals("010")
                || area.length() == 3 && area.startsWith("02")
                || area.length() == 4 && area.charAt(0) == '0' && area.charAt(1) >= '3';
        int rest = digits.length() - area.length();
        boolean landline = areaCode && groups.size() == 2 && (rest == 7 || rest == 8) && groups.isJoinedBy("-) ");
        return mobile || landline;
    }

    private static boolean isAmerican(DigitGroups groups, String digits) {
        String local = digits.substring(Math.max(0, digits.length() - 10));
        return AMERICAN.contains(groups.shape())
                && local.charAt(0) >= '2'
                && local.charAt(3) >= '2'
                && !isTollFree(digits);
    }

    private static boolean isBritish(DigitGroups groups, String digits) {
        return groups.size() > 1
                && (digits.length() == 11 || digits.length() == 10)
                && digits.charAt(0) == '0'
                && "12378".indexOf(digits.charAt(1)) >= 0
                && groups.isJoinedBy(" )-")
                && groups.groups().getFirst().length() >= 3
                && isPossible(digits, "GB");
    }

    /** Digits in groups of which one is short, or none, are doses and ranges; a round number is a count. */
    private static boolean isQuantity(DigitGroups groups) {
        return groups.digits().endsWith("00000")
                || groups.size() > 1 && groups.groups().getLast().length() < 2;
    }
}
