// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.List;
import org.cisterna.dosing.Finding;

/** One thing that is looked at. Pure: the same case gives the same findings in the same order. */
interface Check {

    /** What is checked, in words; names the check when it fails itself. */
    String name();

    /** What it finds: at least a PASS where there was something to look at. */
    List<Finding> examine(Case subject);
}
