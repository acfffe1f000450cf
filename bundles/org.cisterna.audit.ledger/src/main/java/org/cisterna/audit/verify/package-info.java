// SPDX-License-Identifier: Apache-2.0
/**
 * The verifier. It trusts bytes and a public key and nothing else: it shares no class with the ledger that wrote the bytes, nor with any
 * other part of Cisterna, and needs nothing but a Java runtime. What it checks is in {@code docs/ledger.md}.
 */
@NullMarked
package org.cisterna.audit.verify;

import org.jspecify.annotations.NullMarked;
