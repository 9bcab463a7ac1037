/** The figures of a run on an MLflow tracking server, by its REST interface (https://mlflow.org/docs/latest/rest-api.html). */
@NullMarked
package org.careloop.run.mlflow;

import org.jspecify.annotations.NullMarked;
