package org.careloop.run.identifier;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names in English texts: behind a title, a label or an introduction, and before a degree. A name without any of these is not
 * found; the field's eponyms and drugs are written like names.
 */
final class EnglishNameFinder implements Finder {
    private static final int WINDOW = 60;

    /** Titles, as they are written; {@code MR} is a kind of imaging and {@code MS} a disease. */
    private static final Phrases TITLES = Phrases.of(
            "Mr.,Mr,Mrs.,Mrs,Ms.,Ms,Miss,Mx,Dr.,Dr,Prof. Dr.,Prof.,Prof,Professor,Doctor,Nurse,Sister,Rev.,Sir");

    private static final Phrases NAMED = Phrases.of("""
        patient name,patient's name,patient’s name,pt name,full name,surname,last name,first name,given name,family name,middle name,
        maiden name,next of kin,name of patient,emergency contact,guardian,caregiver name,contact person,contact name\
        """);
    private static final Phrases ROLES = Phrases.of("""
        physician,attending,attending physician,referring physician,consultant,surgeon,resident,anaesthetist,anesthesiologist,
        radiologist,pathologist,midwife,therapist,signed,signed by,signature,dictated by,reviewed by,reported by,author,provider,
        patient,pt,client,referred by,referring doctor,doctor,gp,pcp,nok\
        """);
    private static final Phrases LINE_NAME = Phrases.of("name");
    private static final Phrases INTRODUCTIONS = Phrases.of("""
        my name is,name is,is called,is named,i am,i'm,i’m,discharge summary for,clinic letter for,letter for,referral for,summary for,
        a patient named,patient named,her son,his son,my son,her daughter,his daughter,my daughter,her husband,my husband,his wife,
        my wife,her mother,his mother,my mother,her father,his father,my father,her brother,his brother,my brother,her sister,
        his sister,my sister,her partner,his partner,my partner,their son,their daughter,patient's wife,patient's husband,re:\
        """);
    private static final Phrases DEGREES =
            Phrases.of("MD,M.D.,RN,PhD,Ph.D.,MBBS,FRCS,FRCP,DO,NP,PA-C,MBChB,BSN,PharmD");

    private static final Phrases BEFORE_VERBS =
            Phrases.of("we,you,i,they,to,not,never,don't,will,would,may,might,can,could,or");

    @Override
    public void find(String text, Consumer<Identifier> found) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean wordBegins = Letters.isLatin(c) && (at == 0 || !Letters.isWord(text.charAt(at - 1)));
            if (!wordBegins) {
                at++;
                continue;
            }
            Identifier name = named(text, at);
            if (name == null) {
                at++;
            } else {
                found.accept(name);
                at = Math.max(at + 1, name.end());
            }
        }
    }

    private static @Nullable Identifier named(String text, int at) {
        int title = TITLES.longestAt(text, at);
        if (title > 0 && isWritten(text, at, title) && !isVerb(text, at)) {
            return name(text, behindTitle(text, at + title), 1);
        }
        int named = NAMED.longestAt(text, at);
        if (named > 0) {
            return behindColon(text, at + named, 1);
        }
        int role = ROLES.longestAt(text, at);
        if (role > 0) {
            return behindColon(text, at + role, 2);
        }
        if (LINE_NAME.longestAt(text, at) > 0 && beginsPart(text, at)) {
            return behindColon(text, at + 4, 1);
        }
        int introduced = INTRODUCTIONS.longestAt(text, at);
        if (introduced > 0) {
            int from = Letters.skipSpaces(text, at + introduced);
            boolean shouted = Character.isUpperCase(text.charAt(at + introduced - 1));
            return shouted
                    ? null
                    : name(text, Letters.isAt(text, from, ",(") ? Letters.skipSpaces(text, from + 1) : from, 2);
        }
        return DEGREES.longestAt(text, at) > 0 ? beforeDegree(text, at) : null;
    }

    private static @Nullable Identifier name(String text, int from, int leastWords) {
        int end = EnglishNames.end(text, from, leastWords);
        return end < 0 ? null : new Identifier(IdentifierKind.NAME, from, end);
    }

    /** A title begins with one capital. */
    private static boolean isWritten(String text, int at, int length) {
        return Character.isUpperCase(text.charAt(at)) && (length < 2 || !Character.isUpperCase(text.charAt(at + 1)));
    }

    /** "You Miss", in the capitals of a heading. */
    private static boolean isVerb(String text, int at) {
        return text.startsWith("Miss", at) && at > 1 && BEFORE_VERBS.longestBefore(text, at - 1, 6) > 0;
    }

    private static int behindTitle(String text, int end) {
        return Letters.skipSpaces(text, Letters.isAt(text, end, ".") ? end + 1 : end);
    }

    private static @Nullable Identifier behindColon(String text, int end, int leastWords) {
        int colon = Letters.skipSpaces(text, end);
        boolean dash = Letters.isAt(text, colon, "-–") && Letters.isAt(text, colon + 1, " ");
        if (!dash && !Letters.isAt(text, colon, ":：,=")) {
            return null;
        }
        int from = Letters.skipSpaces(text, colon + 1);
        int title = TITLES.longestAt(text, from);
        return name(text, title > 0 ? behindTitle(text, from + title) : from, title > 0 ? 1 : leastWords);
    }

    /** "Name:" at the beginning of a line or a part of it; "drug name:" is none. */
    private static boolean beginsPart(String text, int at) {
        int before = at - 1;
        while (before >= 0 && at - before < 4 && Letters.isSpace(text.charAt(before))) {
            before--;
        }
        return before < 0 || ".;,|\n\r*#。；，(（\"“{".indexOf(text.charAt(before)) >= 0;
    }

    private static @Nullable Identifier beforeDegree(String text, int at) {
        int comma = at - 1;
        if (Letters.isAt(text, comma, " ")) {
            comma--;
        }
        if (!Letters.isAt(text, comma, ",")) {
            return null;
        }
        for (int from = Math.max(0, comma - WINDOW); from < comma; from++) {
            boolean begins =
                    Character.isUpperCase(text.charAt(from)) && (from == 0 || !Letters.isWord(text.charAt(from - 1)));
            if (begins && EnglishNames.end(text, from, 2) == comma) {
                return new Identifier(IdentifierKind.NAME, from, comma);
            }
        }
        return null;
    }
}
