package org.careloop.run.identifier;

import java.util.Locale;
import java.util.Set;

/** Reads a name in capitals, such as {@code James P. Whitfield}, {@code van der Berg} or {@code O’Connell}. */
final class EnglishNames {
    private static final int MOST_WORDS = 4;
    private static final int LONGEST_WORD = 30;
    private static final Set<String> PARTICLES = Set.of(
            "van", "von", "de", "der", "den", "da", "di", "del", "la", "le", "bin", "ibn", "al", "el", "dos", "y");

    /** Words in capitals after which no name stands, or which end one. */
    private static final Set<String> NO_NAMES = Set.of("""
        i i'm i've i’m i’ve he she it we you they the a an my his her our your their its this that these those
        there here what when where why how who which is are was were am be been has have had do does did can could
        should would will may might must shall please thanks thank hello hi hey dear and or but if in on at to of
        for from by with without as so then than not no yes after before since until during about all any both
        each every some many most more much one two three first second good morning afternoon evening january
        february march april june july august september october november december jan feb mar apr jun jul aug sep
        sept oct nov dec monday tuesday wednesday thursday friday saturday sunday dob mrn nhs ssn id age sex
        gender date phone tel email address md phd rn mbbs frcs male female mr mrs ms miss mx dr prof professor
        doctor nurse patient pt practitioner practitioners manager consultant google pepper said department
        hospital clinic ward unit center centre university college school hotline office type stage grade chronic
        acute disease syndrome diabetes diabetic cancer covid hiv mri ct ecg ekg ed er icu gp ent name surname
        unknown none n/a na anonymous redacted withheld universe complaint diagnosis history plan assessment
        subjective objective allergies allergy medications medication ok note weight height bmi temperature
        insurance medicare medicaid american british african asian chinese indian caucasian white black hispanic
        latino christian muslim jewish vegan vegetarian pregnant worried also just only still sorry ibuprofen
        aspirin metformin insulin warfarin let maybe however therefore although because while well
        clinicians clinician midwives midwife specialist specialists educator educators aide aides anesthetist anesthetists request visit
        finder appointment\
        """.strip().split("\\s+"));

    private static final Set<String> OF_EPONYMS = Set.of("""
        disease diseases syndrome sign signs test scale score criteria classification palsy lymphoma sarcoma tumor
        tumour law reflex phenomenon triad method procedure operation manoeuvre maneuver equation formula ulcer
        fracture contracture chorea thyroiditis esophagus oesophagus catheter solution stain node nodes body
        bodies index\
        """.strip().split("\\s+"));

    private EnglishNames() {}

    /**
     * Behind the name that begins here; -1 for none, or for one of fewer words. Initials count as words only if a whole word
     * stands too.
     */
    static int end(String text, int from, int leastWords) {
        int end = -1;
        int words = 0;
        int at = from;
        boolean whole = false;
        while (words < MOST_WORDS) {
            int wordEnd = wordEnd(text, at);
            if (wordEnd == at) {
                break;
            }
            String word = text.substring(at, wordEnd);
            if (isInitial(text, at, wordEnd)) {
                wordEnd += Letters.isAt(text, wordEnd, ".") ? 1 : 0;
            } else if (isNameWord(word, words)) {
                whole = true;
                end = withoutPossessive(text, at, wordEnd);
            } else if (!PARTICLES.contains(word)) {
                break;
            }
            words++;
            boolean possessive = Letters.isAt(text, end, "'’") && end < wordEnd;
            if (possessive || !Letters.isAt(text, wordEnd, " ")) {
                break;
            }
            at = wordEnd + 1;
        }
        boolean enough = whole && words(text, from, end) >= leastWords;
        return enough && !isEponym(text, end) ? end : -1;
    }

    private static int words(String text, int from, int end) {
        return (int) text.substring(from, end).chars().filter(c -> c == ' ').count() + 1;
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST_WORD) {
            char c = text.charAt(at);
            boolean joins = at > from
                    && "'’-‑".indexOf(c) >= 0
                    && at + 1 < text.length()
                    && Letters.isLatin(text.charAt(at + 1));
            if (!Letters.isLatin(c) && !joins) {
                break;
            }
            at++;
        }
        boolean cut = at < text.length() && (Letters.isWord(text.charAt(at)) || text.charAt(at) == '@');
        return cut ? from : at;
    }

    private static boolean isInitial(String text, int start, int end) {
        return end - start == 1 && Character.isUpperCase(text.charAt(start)) && text.charAt(start) != 'I'
                || end - start == 1 && text.charAt(start) == 'I' && Letters.isAt(text, end, ".");
    }

    private static boolean isNameWord(String word, int before) {
        boolean shortCapitals = before > 0 && word.length() <= 4 && word.equals(word.toUpperCase(Locale.ROOT));
        return word.length() > 1
                && Character.isUpperCase(word.charAt(0))
                && !shortCapitals
                && !NO_NAMES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static int withoutPossessive(String text, int start, int end) {
        boolean possessive = end - start > 3 && text.charAt(end - 1) == 's' && "'’".indexOf(text.charAt(end - 2)) >= 0;
        return possessive ? end - 2 : end;
    }

    private static boolean isEponym(String text, int end) {
        int at = end;
        if (Letters.isAt(text, at, "'’")) {
            at += Letters.isAt(text, at + 1, "s") ? 2 : 1;
        }
        if (!Letters.isAt(text, at, " ")) {
            return false;
        }
        int wordEnd = wordEnd(text, at + 1);
        return OF_EPONYMS.contains(text.substring(at + 1, wordEnd).toLowerCase(Locale.ROOT));
    }
}
