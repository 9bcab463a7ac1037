package org.careloop.web.annotation;

import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.StudyId;

/**
 * A study that hands out comparisons to one person, and how far that person has come in it.
 *
 * @param pilot whether it hands out the comparisons of its pilot, else those whose votes count
 * @param design as it is stored, a JSON document
 * @param designVersion which version of the design that is
 * @param byLanguage whether the person gets only comparisons in their languages
 * @param bySpecialty whether the person gets only comparisons of their specialties, or of none
 * @param languages the person's, as lower-case primary subtags
 * @param specialties the person's, in lower case
 * @param reached the position in the order of work up to which the person has searched
 */
record OpenStudy(
        StudyId id,
        String name,
        boolean pilot,
        String design,
        int designVersion,
        double goldRate,
        double repeatRate,
        boolean byLanguage,
        boolean bySpecialty,
        String[] languages,
        String[] specialties,
        long reached) {

    SlotPurpose purpose() {
        return pilot ? SlotPurpose.PILOT : SlotPurpose.VOTE;
    }
}
