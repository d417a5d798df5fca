import assert from 'node:assert/strict';
import { printFigure, report } from '../../../bench/report.js';
import { createSamples } from '../../../bench/samples.js';
import { captureOutput } from '../cli/capture-output.js';
