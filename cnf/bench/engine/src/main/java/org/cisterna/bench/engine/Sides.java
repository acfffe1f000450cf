// SPDX-License-Identifier: Apache-2.0
package org.cisterna.bench.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.engine.RuleEngine;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Both sides, and parts of ours to see where its time goes. */
@State(Scope.Thread)
public class Sides {

    private final RuleEngine engine = new RuleEngine();
    private final ObjectWriter writer = new ObjectMapper().writer();
    private final DosingRequest request = Subject.request();
    private final Proposal proposal = Subject.proposal();
    private final JsonNode tree;

    /** Reads the proposal into Jackson's own tree. */
    public Sides() {
        try {
            tree = new ObjectMapper().readTree(proposal.toJson().canonicalBytes());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Holds that both sides write the same bytes. */
    @Setup
    public void check() throws JsonProcessingException {
        if (!Arrays.equals(jackson(), engine.propose(request).toJson().canonicalBytes())) {
            throw new IllegalStateException("the two sides do not write the same bytes");
        }
    }

    /** The whole: from a request that was read to canonical JSON and its digest; the request's digest is part of the proposal. */
    @Benchmark
    public void engine(Blackhole hole) {
        hole.consume(whole());
    }

    /** The bytes and the digest of a new proposal. */
    List<Object> whole() {
        Proposal made = engine.propose(request);
        return List.of(made.toJson().canonicalBytes(), made.digest());
    }

    /** What Jackson writes. */
    byte[] written() {
        try {
            return jackson();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The peer: Jackson writing that proposal from a tree of its own. */
    @Benchmark
    public byte[] jackson() throws JsonProcessingException {
        return writer.writeValueAsBytes(tree);
    }

    /** A part: the decision alone, the request's digest included. */
    @Benchmark
    public Proposal decision() {
        return engine.propose(request);
    }

    /** A part: the digest of the request. */
    @Benchmark
    public Digest requestDigest() {
        return request.digest();
    }

    /** A part: a proposal as canonical JSON. */
    @Benchmark
    public byte[] writing() {
        return proposal.toJson().canonicalBytes();
    }
}
