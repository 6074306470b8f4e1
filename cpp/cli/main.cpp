#include <iostream>

#include "run.h"

int main(int argc, char** argv) { return kmeans::cli::run_program(argc, argv, std::cout, std::cerr); }
