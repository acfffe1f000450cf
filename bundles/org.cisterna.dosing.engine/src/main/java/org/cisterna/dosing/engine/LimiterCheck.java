// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Verdict;

/** Whether every limiter that must be there is there, once, and of the version of the drug data. One that is missing stops dosing. */
public final class LimiterCheck implements Check {

    private static final String SUBJECT = "limits";

    @Override
    public String name() {
        return "limiters";
    }

    @Override
    public List<Finding> examine(Case subject) {
        DosingRequest request = subject.request();
        return examine(request.requiredLimiters(), request.limits(), request.libraryVersion());
    }

    /** The same for any request that brings its limiters with it. */
    public static List<Finding> examine(List<String> requiredLimiters, List<LimitSet> limits, String libraryVersion) {
        Findings found = new Findings();
        if (requiredLimiters.isEmpty()) {
            found.add(
                    Verdict.BLOCK,
                    "LIMITERS_UNNAMED",
                    SUBJECT,
                    "none required",
                    "the request names no limiter that must be there; name them, the library at least");
        }
        if (!requiredLimiters.isEmpty() && !requiredLimiters.contains(LimitProvider.LIBRARY)) {
            found.against(
                    Verdict.BLOCK,
                    "LIBRARY_NOT_REQUIRED",
                    SUBJECT,
                    String.join(", ", requiredLimiters),
                    LimitProvider.LIBRARY,
                    "the request does not require the limits of the drug library; nothing is dosed without them. Name \""
                            + LimitProvider.LIBRARY + "\" in requiredLimiters",
                    Authority.ENGINE);
        }
        for (String required : requiredLimiters) {
            if (limits.stream().noneMatch(set -> set.name().equals(required))) {
                found.add(
                        Verdict.BLOCK,
                        "LIMITER_MISSING",
                        SUBJECT,
                        required,
                        "the limiter \"" + required + "\" is required and gave no limits; nothing is dosed without it."
                                + " See that it is installed and its configuration is accepted");
            }
        }
        for (LimitSet set : limits) {
            if (limits.stream().filter(each -> each.name().equals(set.name())).count() > 1) {
                found.add(
                        Verdict.BLOCK,
                        "LIMITER_TWICE",
                        SUBJECT,
                        set.name() + " " + set.version(),
                        "the limiter \"" + set.name() + "\" gave limits more than once; one limiter speaks once");
            }
            if (set.name().equals(LimitProvider.LIBRARY) && !set.version().equals(libraryVersion)) {
                found.add(
                        Verdict.BLOCK,
                        "LIBRARY_MIXED",
                        SUBJECT,
                        set.version(),
                        "limits of library " + set.version() + " stand beside drug data of library " + libraryVersion
                                + "; make the request again from one version");
            }
        }
        if (found.isEmpty()) {
            found.add(
                    Verdict.PASS,
                    "LIMITERS",
                    SUBJECT,
                    limits.stream().map(set -> set.name() + " " + set.version()).collect(Collectors.joining(", ")),
                    "every required limiter is there");
        }
        return found.list();
    }
}
