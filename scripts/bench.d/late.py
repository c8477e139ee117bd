# late.py FILE COLUMNS: learn from the matrix of late-matrix with scikit-learn
# as it comes, features standardised; tells the time of that and the weights.
import sys
import time

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

k = int(sys.argv[2])
m = numpy.fromfile(sys.argv[1], dtype=numpy.float32).reshape(-1, k + 1)
x, y = m[:, :k], m[:, k]
wall, cpu = time.perf_counter(), time.process_time()
x = StandardScaler().fit_transform(x)
fit = LogisticRegression(C=0.1, max_iter=1000).fit(x, y)
print("scikit-learn alone: %.2f s, %.2f s of CPU, %d cases, %d steps" %
      (time.perf_counter() - wall, time.process_time() - cpu, len(y),
       fit.n_iter_[0]))
print(" ".join("%.3f" % c for c in fit.coef_[0]))
