# Forecasts series by R's packages 'forecast' and 'prophet', and says what each forecast cost.
#   Rscript --vanilla peers.R IN OUT METHOD...
# IN has a line "id,first second,horizon,v1;v2;..." per hourly series without gaps; OUT gets a line
# "id,method,CPU seconds,ok or failed,f1;f2;..." per series and method, and before these a line
# "version,name,number" for R and each package. Progress goes to standard error.
#
# The time is user and system time of the one call that fits and forecasts; packages are loaded and every
# method but the slow tbats has run once before. Set OMP_NUM_THREADS and the like to 1 outside.

Sys.setenv(TZ = "UTC")
suppressWarnings(suppressPackageStartupMessages({
  library(forecast)
  library(prophet)
}))

DAY <- 24
WEEK <- 168

hours <- function(first, count) as.POSIXct(first + 3600 * (seq_len(count) - 1), origin = "1970-01-01", tz = "UTC")

# Those that can learn two seasons are given two.
methods <- list(
  ets = function(y, first, h) forecast(ets(ts(y, frequency = DAY)), h = h)$mean,
  stlf = function(y, first, h) stlf(msts(y, c(DAY, WEEK)), h = h)$mean,
  tbats = function(y, first, h) forecast(tbats(msts(y, c(DAY, WEEK)), use.parallel = FALSE), h = h)$mean,
  thetaf = function(y, first, h) thetaf(ts(y, frequency = DAY), h = h)$mean,
  HoltWinters = function(y, first, h) predict(HoltWinters(ts(y, frequency = DAY)), n.ahead = h),
  prophet = function(y, first, h) {
    times <- hours(first, length(y) + h)
    known <- seq_along(y)
    predict(prophet(data.frame(ds = times[known], y = y)), data.frame(ds = times[-known]))$yhat
  }
)

quietly <- function(expression) suppressWarnings(suppressMessages(expression))

forecast_of <- function(method, y, first, h) {
  set.seed(1)
  values <- NULL
  time <- system.time(
    values <- tryCatch(as.numeric(quietly(methods[[method]](y, first, h))), error = function(e) NULL)
  )
  seconds <- sum(time[c("user.self", "sys.self", "user.child", "sys.child")], na.rm = TRUE)
  list(values = values, seconds = seconds, ok = length(values) == h && all(is.finite(values)))
}

arguments <- commandArgs(trailingOnly = TRUE)
asked <- arguments[-(1:2)]
series <- strsplit(readLines(arguments[1]), ",", fixed = TRUE)
out <- file(arguments[2], "w")
cat(sprintf("version,R,%s\n", getRversion()), file = out)
for (package in c("forecast", "prophet")) {
  cat(sprintf("version,%s,%s\n", package, packageVersion(package)), file = out)
}

parsed <- lapply(series, function(row) list(
  id = row[1], first = as.numeric(row[2]), h = as.integer(row[3]),
  y = as.numeric(strsplit(row[4], ";", fixed = TRUE)[[1]])
))
told <- proc.time()[["elapsed"]]
for (method in asked) {
  if (method != "tbats") {
    forecast_of(method, parsed[[1]]$y, parsed[[1]]$first, parsed[[1]]$h)
  }
  total <- 0
  for (i in seq_along(parsed)) {
    each <- parsed[[i]]
    result <- forecast_of(method, each$y, each$first, each$h)
    total <- total + result$seconds
    values <- if (result$ok) result$values else rep(tail(each$y, 1), each$h)
    cat(
      sprintf(
        "%s,%s,%.6f,%s,%s\n", each$id, method, result$seconds, if (result$ok) "ok" else "failed",
        paste(format(values, digits = 15, trim = TRUE, scientific = TRUE), collapse = ";")
      ),
      file = out
    )
    if (i == length(parsed) || proc.time()[["elapsed"]] - told > 20) {
      cat(sprintf("peers: R %s, %d of %d series, %.1f s\n", method, i, length(parsed), total), file = stderr())
      told <- proc.time()[["elapsed"]]
    }
  }
}
close(out)
