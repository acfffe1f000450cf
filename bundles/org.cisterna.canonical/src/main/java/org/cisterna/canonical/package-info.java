// SPDX-License-Identifier: Apache-2.0
/**
 * JSON with exactly one text for each value, and digests of that text.
 *
 * <p>What is signed, hashed, compared or kept for ever must have one spelling. Here it is the JSON Canonicalization
 * Scheme, RFC 8785: UTF-8, no white space, members ordered by the UTF-16 code units of their names, the shortest
 * escapes. Numbers are integers of at most 2<sup>53</sup>-1 from zero, which every tool reads without loss; there is no
 * floating point, so a quantity is a string with its unit. Any implementation of RFC 8785 gives the same bytes.
 *
 * <p>{@link org.cisterna.canonical.Json#parse(byte[])} reads strictly: whatever two readers could understand
 * differently is refused with the place and the reason, as a {@link org.cisterna.canonical.JsonException}. Objects are
 * read by name and type; call {@link org.cisterna.canonical.JsonObject#onlyNames} where a misspelt member must not pass
 * as one left out, and {@link org.cisterna.canonical.JsonObject#value} for texts that mean something:
 *
 * <pre>{@code
 * JsonObject step = (JsonObject) Json.parse(bytes);
 * step.onlyNames("start", "digest");
 * Digest digest = step.value("digest", Digest::parse);   // at $.digest: "x" is no digest; write ...
 * }</pre>
 *
 * <p>{@link org.cisterna.canonical.Digest#of(String, Json)} puts the purpose in front of the value, so that a digest
 * made for one purpose never passes for another.
 *
 * <p>Everything here is immutable but the builder, and may be used from any thread. Nothing waits, and nothing is kept
 * between calls.
 */
@Export
@Version("1.1.0")
@NullMarked
package org.cisterna.canonical;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
