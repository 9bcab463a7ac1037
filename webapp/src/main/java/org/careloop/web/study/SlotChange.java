package org.careloop.web.study;

/**
 * What another number of votes a comparison did to a study.
 *
 * @param added votes that are now asked for besides
 * @param removed votes that are no longer asked for
 * @param beyond comparisons that have more votes than the study now asks for
 */
public record SlotChange(long added, long removed, long beyond) {
    public static final SlotChange NONE = new SlotChange(0, 0, 0);
}
