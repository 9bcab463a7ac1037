package org.careloop.web.annotation;

import org.careloop.web.study.StudyId;

/**
 * A study that has something for a person to judge.
 *
 * @param guidelines how it asks to judge, in Markdown; empty where it says nothing
 * @param judged comparisons of it that the person has judged
 * @param chosen whether it is the one that the person works in now
 */
public record OwnStudy(StudyId id, String name, String guidelines, long judged, boolean chosen) {}
