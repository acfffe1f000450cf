// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All faults, by the rule that has to find them. */
public final class Mutants {

    private Mutants() {}

    /** All of them, in the order of their rules. */
    public static List<Mutant> all() {
        return Stream.of(
                        ReadingMutants.all(),
                        WriteMutants.all(),
                        OutcomeMutants.all(),
                        SessionMutants.all(),
                        FunctionMutants.all(),
                        PumpMutants.all(),
                        PartMutants.all(),
                        FlowMutants.all(),
                        NarrowFlow.all(),
                        HostlessMutants.all(),
                        EventMutants.all(),
                        StateMutants.all(),
                        HostMutants.all(),
                        FrameMutants.all(),
                        CodeMutants.all(),
                        BundleMutants.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Mutant::rule))
                .toList();
    }
}
