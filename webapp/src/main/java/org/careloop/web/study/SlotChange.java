package org.careloop.web.study;

/**
 * What a changed overlap did to the slots of a study.
 *
 * @param added slots that were added
 * @param removed open slots that were removed
 * @param beyond comparisons that have more votes than the study now asks for
 */
public record SlotChange(long added, long removed, long beyond) {
    public static final SlotChange NONE = new SlotChange(0, 0, 0);
}
