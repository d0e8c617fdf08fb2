/** Who is shaped and what it was seen to do: instances, their workload, and usage samples. */
@NullMarked
package io.foreshape.api.workload;

import org.jspecify.annotations.NullMarked;
