import { parentPort, workerData } from 'node:worker_threads'
import { type RetrainJob, retrain } from './retrain.ts'

parentPort?.postMessage(retrain(workerData as RetrainJob))
