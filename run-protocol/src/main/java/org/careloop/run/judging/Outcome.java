package org.careloop.run.judging;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;
import org.careloop.run.Verdict;

/** What a pair says of the new model. */
public enum Outcome {
    WIN(1),
    TIE(0),
    FAIL(-1);

    /** Version of the rules below. */
    public static final int RULES = 1;

    private final int points;

    Outcome(int points) {
        this.points = points;
    }

    /** For the new model. */
    int points() {
        return points;
    }

    /**
     * Both orders together, as HuatuoGPT-II counted them: the points of both are added up. Better twice, or better once and equal once,
     * is a win; better once and worse once is a tie.
     */
    public static Outcome of(Preference newFirst, Preference rivalFirst) {
        return of(newFirst.points() - rivalFirst.points());
    }

    /** One verdict of a person; both bad is a tie. */
    public static Outcome of(Verdict verdict, boolean newIsA) {
        return switch (newIsA ? verdict : verdict.swapped()) {
            case A -> WIN;
            case B -> FAIL;
            case SAME, BOTH_BAD -> TIE;
        };
    }

    /** What most people said; a tie where no outcome has more of them than each other one. */
    public static Outcome mostOf(Collection<Outcome> said) {
        long wins = said.stream().filter(WIN::equals).count();
        long fails = said.stream().filter(FAIL::equals).count();
        long ties = said.size() - wins - fails;
        return Math.max(wins, fails) <= ties ? TIE : of(Long.signum(wins - fails));
    }

    private static Outcome of(int points) {
        return points > 0 ? WIN : points < 0 ? FAIL : TIE;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
