#include "embed/principal_axes.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hearth::embed {
namespace {

using Matrix = std::vector<double>;  // row by row, square

Matrix covariance(std::span<const float> rows, std::span<const double> mean) {
  const std::size_t n = mean.size();
  Matrix sums(n * n, 0);
  std::vector<double> off(n);
  for (std::size_t at = 0; at < rows.size(); at += n) {
    for (std::size_t i = 0; i < n; ++i) off[i] = rows[at + i] - mean[i];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i; j < n; ++j) sums[i * n + j] += off[i] * off[j];
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) sums[i * n + j] = sums[j * n + i];
  return sums;
}

// Turns rows and columns p and q so that the number at (p, q) becomes 0; the same turn is noted in the rows of `axes`.
void rotate(Matrix& matrix, Matrix& axes, std::size_t n, std::size_t p, std::size_t q) {
  const double between = matrix[p * n + q];
  if (between == 0) return;
  const double theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * between);
  const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
  const double c = 1 / std::sqrt(t * t + 1);
  const double s = t * c;
  const auto turn = [&](double& a, double& b) {
    const double before = a;
    a = c * before - s * b;
    b = s * before + c * b;
  };
  for (std::size_t i = 0; i < n; ++i) turn(matrix[i * n + p], matrix[i * n + q]);
  for (std::size_t i = 0; i < n; ++i) turn(matrix[p * n + i], matrix[q * n + i]);
  for (std::size_t i = 0; i < n; ++i) turn(axes[p * n + i], axes[q * n + i]);
}

// Jacobi's method: the eigenvectors of a symmetric matrix as rows; the matrix keeps their eigenvalues on its diagonal.
Matrix eigenvectors(Matrix& matrix, std::size_t n) {
  Matrix axes(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) axes[i * n + i] = 1;
  constexpr int most_sweeps = 30;
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    double off = 0;
    double all = 0;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) (i == j ? all : off) += matrix[i * n + j] * matrix[i * n + j];
    if (off <= 1e-20 * all) break;
    for (std::size_t p = 0; p + 1 < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) rotate(matrix, axes, n, p, q);
  }
  return axes;
}

}  // namespace

std::vector<float> along_principal_axes(std::span<const float> rows, std::size_t size, std::size_t axes) {
  const std::size_t count = rows.size() / size;
  std::vector<double> mean(size, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) mean[i % size] += rows[i];
  for (double& value : mean) value /= static_cast<double>(count);
  Matrix matrix = covariance(rows, mean);
  const Matrix vectors = eigenvectors(matrix, size);
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return matrix[a * size + a] > matrix[b * size + b]; });
  std::vector<float> result(count * axes);
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t axis = 0; axis < axes; ++axis) {
      const double* const vector = &vectors[order[axis] * size];
      double sum = 0;
      for (std::size_t i = 0; i < size; ++i) sum += (rows[row * size + i] - mean[i]) * vector[i];
      result[row * axes + axis] = static_cast<float>(sum);
    }
  }
  return result;
}

}  // namespace hearth::embed
