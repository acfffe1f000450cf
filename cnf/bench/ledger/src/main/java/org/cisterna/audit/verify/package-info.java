// SPDX-License-Identifier: Apache-2.0
/** What of the benchmark of the ledger stands beside the verifier that it measures. */
@NullMarked
package org.cisterna.audit.verify;

import org.jspecify.annotations.NullMarked;
