// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.cisterna.testkit.SimulatedStorage;

/** The verifier on a data folder that is a simulated disk. */
public final class DiskCheck {

    private DiskCheck() {}

    /**
     * What it says against the logs and what the key has signed last; empty when all is good and complete.
     *
     * @param disk of a ledger that is closed
     */
    public static List<String> findings(SimulatedStorage disk) throws IOException {
        VerifierKey key = new VerifierKey(new String(disk.readAll("ledger.vkey"), StandardCharsets.US_ASCII).strip());
        LastSigned signed = new LastSigned(Optional.of(disk.readAll("keys/ledger.signed")), true, "");
        List<String> names = disk.list("ledger").stream()
                .filter(name -> name.matches(ChainCheck.SHARD))
                .toList();
        ChainCheck chain = new ChainCheck(new Logs(disk, names), key);
        List<Result> results = chain.run();
        signed.compare(chain.checks(), key, true);
        return results.stream()
                .filter(each -> !each.isGood() || !each.isComplete())
                .flatMap(each -> each.words().stream())
                .toList();
    }

    private record Logs(SimulatedStorage disk, List<String> names) implements ChainCheck.Place {
        @Override
        public Optional<Source> log(String name) throws IOException {
            return names.contains(name) ? Optional.of(MemorySource.of(disk, name)) : Optional.empty();
        }

        @Override
        public void beside(LogCheck check, String name) {
            // entries of these tests name no evidence
        }
    }
}
