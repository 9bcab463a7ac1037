package org.careloop.lm.text.pattern;

import java.util.List;

/** A part of a regular expression, as far as it decides how often a search turns back. */
sealed interface Part {
    int NO_END = Integer.MAX_VALUE;
    /** A number of repetitions from which they count as without end. */
    int MANY = 100;

    /**
     * How often a search turns back inside this part.
     *
     * @param followed whether something stands behind it that can fail, which makes the search try the part's other ways
     */
    Effort effort(boolean followed);

    /** Whether it can match texts of different lengths, or the same text in different ways. */
    boolean isAmbiguous();

    /** Whether there is a text that it does not match. */
    boolean canFail();

    /** Whether all that it matches has at least one character. */
    boolean takes();

    /** Of the compiled expression, which writes counted repetitions out. */
    long size();

    /** Whether it looks at as much of the text as there is. */
    boolean isEndless();

    /** One character, or a place such as the beginning of a line, which takes none. */
    record One(boolean takes) implements Part {
        @Override
        public Effort effort(boolean followed) {
            return Effort.ONE;
        }

        @Override
        public boolean isAmbiguous() {
            return false;
        }

        @Override
        public boolean canFail() {
            return true;
        }

        @Override
        public long size() {
            return 1;
        }

        @Override
        public boolean isEndless() {
            return false;
        }
    }

    /** Parts of which something holds as soon as it holds of one. */
    sealed interface Several extends Part {
        List<Part> parts();

        @Override
        default long size() {
            return 1 + parts().stream().mapToLong(Part::size).sum();
        }

        @Override
        default boolean isEndless() {
            return parts().stream().anyMatch(Part::isEndless);
        }
    }

    record Sequence(List<Part> parts) implements Several {
        @Override
        public Effort effort(boolean followed) {
            Effort effort = Effort.ONE;
            boolean behind = followed;
            for (Part part : parts.reversed()) {
                effort = effort.times(part.effort(behind));
                behind |= part.canFail();
            }
            return effort;
        }

        @Override
        public boolean isAmbiguous() {
            return parts.stream().anyMatch(Part::isAmbiguous);
        }

        @Override
        public boolean canFail() {
            return parts.stream().anyMatch(Part::canFail);
        }

        @Override
        public boolean takes() {
            return parts.stream().anyMatch(Part::takes);
        }
    }

    /** Two or more. */
    record Alternatives(List<Part> parts) implements Several {
        @Override
        public Effort effort(boolean followed) {
            return parts.stream().map(part -> part.effort(followed)).reduce(Effort.NONE, Effort::plus);
        }

        @Override
        public boolean isAmbiguous() {
            return true;
        }

        @Override
        public boolean canFail() {
            return parts.stream().allMatch(Part::canFail);
        }

        @Override
        public boolean takes() {
            return parts.stream().allMatch(Part::takes);
        }
    }

    /** What is matched in one way alone: a look ahead or behind, or an atomic group. */
    record Once(Part inner, boolean looks) implements Part {
        @Override
        public Effort effort(boolean followed) {
            Effort effort = inner.effort(false);
            return looks && inner.isEndless() ? effort.plus(Effort.AS_LONG_AS_THE_TEXT) : effort;
        }

        @Override
        public boolean isAmbiguous() {
            return false;
        }

        @Override
        public boolean canFail() {
            return looks || inner.canFail();
        }

        @Override
        public boolean takes() {
            return !looks && inner.takes();
        }

        @Override
        public long size() {
            return 1 + inner.size();
        }

        @Override
        public boolean isEndless() {
            return inner.isEndless();
        }
    }

    record Repeated(Part inner, int least, int most) implements Part {
        @Override
        public Effort effort(boolean followed) {
            Effort once = inner.effort(true);
            if (most > 1 && inner.isAmbiguous()) {
                return Effort.TOO_MUCH;
            }
            if (!followed || least == most) {
                return once;
            }
            return isEndless() ? once.times(Effort.AS_LONG_AS_THE_TEXT) : once.times(new Effort(most - least + 1L, 0));
        }

        @Override
        public boolean isAmbiguous() {
            return least != most || inner.isAmbiguous();
        }

        @Override
        public boolean canFail() {
            return least > 0 && inner.canFail();
        }

        @Override
        public boolean takes() {
            return least > 0 && inner.takes();
        }

        @Override
        public long size() {
            return 1 + inner.size() * Math.max(1, most == NO_END ? least : most);
        }

        @Override
        public boolean isEndless() {
            return most == NO_END || most - least > MANY || inner.isEndless();
        }
    }
}
