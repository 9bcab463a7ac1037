package org.careloop.web.agreement;

import java.util.List;

/**
 * The effect that excluding a person's votes would have.
 *
 * @param votes how many votes would no longer count
 * @param fallingShort how many comparisons would have fewer votes than their study asks for
 * @param examples the first of these, by the ids that they have in files
 */
public record ExclusionPreview(long votes, long fallingShort, List<String> examples) {}
